"""The sheets and columns of the register's workbook. What goes out comes in again unchanged."""

ORGANISATIONS, FORMER_NAMES, QUALIFICATIONS = "机构", "曾用名", "资质"

CODE, NAME, NAMED_SINCE = "机构代码", "机构名称", "现名启用日期"
CREDIT_CODE, NATIONAL_CODE, COUNTY = "统一社会信用代码", "国家机构代码", "所在县（市、区）代码"
UNIT, ORGANISATION_KIND, OPENED, CLOSED = "管理机构代码", "机构类别", "启用日期", "终止日期"
MERGED_INTO, MERGED_ON = "并入机构代码", "并入日期"
FORMER_NAME = "曾用名"
KIND, NUMBER, ITEMS, ISSUED_BY = "资质类别", "证书编号", "许可（备案）项目", "发证（备案）机关"
FROM, UNTIL, WITHDRAWN = "有效期自", "有效期至", "注销（撤销）日期"

COLUMNS = {
    ORGANISATIONS: (
        CODE,
        NAME,
        NAMED_SINCE,
        CREDIT_CODE,
        NATIONAL_CODE,
        COUNTY,
        UNIT,
        ORGANISATION_KIND,
        OPENED,
        CLOSED,
        MERGED_INTO,
        MERGED_ON,
    ),
    FORMER_NAMES: (CODE, FORMER_NAME, FROM, UNTIL),
    QUALIFICATIONS: (CODE, KIND, NUMBER, ITEMS, ISSUED_BY, FROM, UNTIL, WITHDRAWN),
}
NEEDED = {
    ORGANISATIONS: (CODE, NAME, COUNTY, UNIT, ORGANISATION_KIND),
    FORMER_NAMES: (CODE, FORMER_NAME),
    QUALIFICATIONS: (CODE, KIND, NUMBER),
}
