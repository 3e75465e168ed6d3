"""Invented names: surnames as frequent as they are, given names of the generations now old."""

import numpy as np

_SURNAMES_LISTED = """
王 95 张 85 李 82 刘 60 陈 38 杨 36 赵 30 马 22 高 18 郭 18 周 16 孙 15 吴 15 何 14 徐 12 胡 12
朱 11 林 9 罗 9 郑 9 梁 9 宋 9 谢 8 韩 9 唐 8 冯 8 董 8 任 8 曹 7 许 7 邓 6 田 8
程 6 袁 6 魏 7 苏 6 吕 6 丁 5 沈 4 姚 6 卢 4 姜 4 崔 5 钟 3 谭 3 陆 3 汪 4 范 4
石 5 廖 3 贾 5 夏 4 付 4 方 4 白 6 邹 3 孟 3 熊 3 秦 3 邱 3 江 3 尹 2 薛 5 闫 5
段 4 雷 5 侯 4 龙 2 史 4 陶 2 贺 4 党 3 屈 3 惠 2 权 2 鱼 1 折 1 欧阳 0.6 上官 0.5 司马 0.3
令狐 0.2 诸葛 0.1 皇甫 0.2
"""
_SURNAMES = _SURNAMES_LISTED.split()
_MALE = "建国德明志强文军永福玉忠树林生发清荣新民春万长学世成金海天顺保全安有贵正义和平云祥怀仁彦孝俊宏兴来根"
_FEMALE = "秀英桂兰芳玉珍凤梅淑琴爱莲香菊霞翠娥巧云素贤惠改花彩春花俊侠亚粉绒会雪玲芝月金银引存线草叶青"
_RARE = "喆堃祎垚犇䶮昇珺婳"  # some of them are outside GBK
_PARTED_LISTED = """
艾力·买买提 阿不都·热合曼 吐尔逊·艾山 扎西·多吉 才仁·旺堆 古丽·阿依 阿依古丽·尼亚孜 卓玛·央金
"""
_PARTED = _PARTED_LISTED.split()


def invented(sex: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A name for each sex code (1 male, 2 female): two to four characters, a few with an interpunct."""
    count = len(sex)
    weights = np.array(_SURNAMES[1::2], float)
    names = rng.choice(np.array(_SURNAMES[::2], object), count, p=weights / weights.sum())
    male = sex == "1"
    for order, at_all in ((1, np.ones(count, bool)), (2, rng.random(count) < 0.86)):
        his = rng.choice(np.array(list(_MALE), object), count)
        hers = rng.choice(np.array(list(_FEMALE), object), count)
        given = np.where(male, his, hers)
        if order == 2:
            rare = rng.choice(np.array(list(_RARE), object), count)
            given = np.where(rng.random(count) < 0.003, rare, given)
        names = names + np.where(at_all, given, "")
    parted = rng.random(count) < 0.0015
    names[parted] = rng.choice(np.array(_PARTED, object), int(parted.sum()))
    return names


_SOUNDS_ALIKE = {
    "玉": "育", "珍": "贞", "芳": "方", "英": "瑛", "兰": "蓝", "凤": "风", "梅": "玫", "淑": "树", "琴": "芹",
    "霞": "侠", "娥": "娣", "建": "健", "国": "囯", "德": "得", "明": "民", "志": "治", "强": "蔷", "文": "闻",
    "福": "富", "忠": "中", "生": "声", "清": "青", "新": "欣", "安": "岸", "俊": "军", "宏": "洪", "华": "花",
}  # fmt: skip


def misheard(names: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    """The same names, some of them with one character written as another that sounds or looks like it."""
    found = names.copy()
    for row in np.flatnonzero(rng.random(len(names)) < share):
        name = names[row]
        places = [place for place, character in enumerate(name) if place and character in _SOUNDS_ALIKE]
        if places:
            place = places[int(rng.integers(len(places)))]
            found[row] = name[:place] + _SOUNDS_ALIKE[name[place]] + name[place + 1 :]
    return found
