"""A key under which spellings of one name are equal. For comparing only, never for showing."""

import re
import unicodedata

from .script import INTERPUNCT, INTERPUNCT_VARIANTS, is_invisible

# Traditional and variant forms met in names, each with the form it is compared as. Deliberately
# short: one-to-one pairs of frequent surnames and given-name characters. A simplified form that
# merged characters which are both in use as names (鍾 鐘, 範 范, 昇 升, 甯 宁, 肖 萧) is left out.
PAIRS = """
張张 陳陈 劉刘 趙赵 楊杨 黃黄 吳吴 呉吴 孫孙 馬马 許许 鄭郑 謝谢 韓韩 馮冯 鄧邓
蕭萧 葉叶 蘇苏 呂吕 盧卢 蔣蒋 賈贾 閆闫 閻阎 羅罗 龍龙 萬万 錢钱 湯汤 賀贺 賴赖
龔龚 魯鲁 韋韦 顧顾 嚴严 齊齐 莊庄 陸陆 喬乔 鄒邹 衛卫 歐欧 蘭兰 華华 國国 榮荣
強强 偉伟 麗丽 鳳凤 愛爱 蓮莲 雲云 瓊琼 寶宝 貴贵 銀银 長长 東东 軍军 勝胜 學学
義义 慶庆 興兴 樹树 維维 紅红 進进 連连 達达 逹达 遠远 遷迁 鎖锁 鋒锋 曉晓 靜静
嬌娇 嫻娴 嫺娴 寧宁 衆众 産产 祿禄 綠绿 緑绿 髙高 淸清 靑青 峯峰 羣群 徳德 惪德
眞真 値值 姸妍 彥彦 裏里 裡里 冨富 敎教 郞郎 兪俞 黒黑 溫温
"""
PLAIN = re.compile("[\u4e00-\u9fa5]*")  # nothing to fold in these but variants
VARIANTS = str.maketrans({pair[0]: pair[1] for pair in PAIRS.split()})


def comparison_key(name: str) -> str:
    """Fold compatibility and variant forms, case, interpuncts, full stops and spaces away.

    Two people may share a key and one person may have two; linkage weighs it, nothing decides on it alone.
    """
    if PLAIN.fullmatch(name):
        return name.translate(VARIANTS)
    folded = unicodedata.normalize("NFKC", name).casefold().translate(VARIANTS)
    dropped = INTERPUNCT + INTERPUNCT_VARIANTS
    return "".join(c for c in folded if not (c.isspace() or c in dropped or is_invisible(c)))
