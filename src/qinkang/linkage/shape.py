"""Characters of names that are taken for one another in handwriting and in scans."""

# Each group is written as its first. Short on purpose: pairs met in names, one stroke apart.
TABLE = """
未末 己已巳 土士 戌戍戊 侯候 晴睛 玲铃 娟捐 桂挂 荣莱 王玉 田由甲 日曰 人入 千干于 天夭 大太犬 木本
贝见 鸟乌 免兔 折拆 栗粟 亨享 壁璧 冶治 全金 令今 午牛 秀季 历厉 竟竞 侍待 往住 券卷 茶荼 萍苹 珍诊
英莫 材林 杨扬 香杳 凤风 云去 友发 恒桓 丹舟 薛薜 芹芦 钧钓 刘浏
"""
GROUPS = TABLE.split()
FOLDED = str.maketrans({character: group[0] for group in reversed(GROUPS) for character in group[1:]})


def shape(name_key: str) -> str:
    """Return the name with characters that look alike written as one of them."""
    return name_key.translate(FOLDED)
