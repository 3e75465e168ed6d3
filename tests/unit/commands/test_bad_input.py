"""Bad input at `./qk check`: a sentence, an exit code, the other rows, and no value that names anybody."""

import json
import time
from collections import Counter

import pytest
from tests.bad_input import FILES, PLANTED, ROWS, bytes_of, long_table, spoilt_rows, table

from qinkang.__main__ import main

DATASET = "elderly.health_check"


@pytest.fixture
def check(tmp_path, capsys, caplog):
    """Check these bytes, for people and for programs; give exit code, what people and what programs read."""

    def checked(content):
        file, out = tmp_path / "报送", tmp_path / "out.json"
        file.write_bytes(content)
        code = main(["check", DATASET, str(file), "--as-of", "2025-10-31", "--json", str(out)])
        told = capsys.readouterr()
        said = json.loads(out.read_text()) if out.exists() else None
        for planted in PLANTED:
            assert planted not in told.out + told.err + caplog.text + json.dumps(said, ensure_ascii=False)
        assert "Traceback" not in told.err
        assert "程序内部出错" not in told.err
        return code, told.out + told.err, said

    return checked


@pytest.mark.parametrize("drawn", FILES, ids=lambda one: one["what"])
def test_a_bad_file_is_answered_in_a_sentence(check, drawn):
    code, told, said = check(bytes_of(drawn["what"]))

    assert drawn["says"] in told.replace("\n", "")
    if drawn["accepted"]:
        assert code == (1 if int(drawn["rejected"]) else 0)
        assert (said["accepted"], said["rejected"]) == (int(drawn["accepted"]), int(drawn["rejected"]))
    else:
        assert (code, said) == (2, None)


def test_a_bad_row_is_told_with_row_field_masked_value_and_remedy_and_the_others_go_on(check):
    _, told, said = check(table(*spoilt_rows()))

    read = told.replace("\n", "")
    for place, row in enumerate(ROWS, 1):
        found = {one["rule"]: one for one in said["findings"] if one["row"] == 2 * place + 1}
        if not row["rule"] or row["rule"] == "R-04":  # here nobody knows who sends
            assert found == {}, row["what"]
            continue
        one = found[row["rule"]]
        assert one["field"] and one["value"] == row["shown"], row["what"]
        assert one["message"].endswith("。") and one["suggestion"].endswith("。")
        assert one["message"][:12] in read
    assert not [one for one in said["findings"] if one["row"] and one["row"] % 2 == 0]
    standings = Counter(row["standing"] for row in ROWS)
    assert (said["held"], said["rejected"]) == (standings["held"], standings["rejected"])


def test_a_quote_never_closed_on_line_ninety_thousand_costs_that_line_and_little_time(check):
    content = long_table(100_000, 90_000)
    began = time.process_time()

    code, _, said = check(content)

    assert time.process_time() - began < 30  # 4 s by itself
    assert (code, said["rows"], said["accepted"]) == (1, 99_999, 99_998)
    (found,) = [one for one in said["findings"] if one["row"]]
    assert (found["row"], found["rule"]) == (90_000, "R-01")
    assert "引号没有成对" in found["message"]
