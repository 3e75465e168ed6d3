"""Code systems about the person. Values follow the standard or form each one names."""

from qinkang.standards.codes import code_system

SEX = code_system(
    "sex", "性别", "GB/T 2261.1-2003", "0未知的性别|未知 1男性|男|M 2女性|女|F 9未说明的性别|未说明"
)
ID_TYPE = code_system(
    "id_type",
    "身份证件类别",
    "CV02.01.101",
    "01居民身份证|身份证 02居民户口簿|户口簿 03护照 04军官证 05驾驶证 06港澳居民来往内地通行证|港澳通行证 "
    "07台湾居民来往内地通行证|台湾通行证|台胞证 99其他法定有效证件|其他",
)
YES_NO = code_system("yes_no", "是否", "健康体检表", "1是|有 2否|无")
HAS = code_system("has", "有无", "健康体检表", "1无|否|未见 2有|是")
RELATION = code_system(
    "relation",
    "与本人或户主关系",
    "GB/T 4761-2008",
    "0本人或户主|本人|户主 1配偶 2子|儿子 3女|女儿 4孙子女|孙子、孙女或外孙子、外孙女 5父母 6祖父母|祖父母或外祖父母 7兄弟姐妹|兄、弟、姐、妹 "
    "8其他",
)
