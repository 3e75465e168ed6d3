"""Systems without an interface: a file in their template, carried by a person, its result file read back.

The states are those of every delivery. While a file lies here its rows are 发送中: nothing has left. Once
somebody has taken it they are 结果待核实, for they may have arrived: nothing is sent a second time until the
result file says what became of each, or a person declares that the file was never uploaded.
"""
