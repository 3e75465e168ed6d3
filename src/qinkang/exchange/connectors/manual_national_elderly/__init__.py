"""全国老龄健康信息系统 by file: for tables whose interface is not open to us yet."""
