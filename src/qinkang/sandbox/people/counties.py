"""The 107 counties of Shaanxi with their share of older residents, and the codes older ID numbers carry.

Cities' numbers of people aged 60 and over are those of the 2020 census as far as published (宝鸡, 渭南,
延安, 汉中), else modelled so that the province has 19.20 %. County populations divide a city and are
published for 渭南, 宝塔, 黄龙, 米脂, 高陵 and 印台; the others are rounded placeholders. None of it may
be printed as a statistic.
"""

from dataclasses import dataclass

PROVINCE_60_PLUS_2024 = 8_870_000  # 22.44 % of 39.53 million residents

# city: name, telephone area code, people aged 60+ (杨凌 is counted apart from 咸阳)
_CITIES = {
    "6101": ("西安市", "029", 2_075_056),
    "6102": ("铜川市", "0919", 157_122),
    "6103": ("宝鸡市", "0917", 752_731),
    "6104": ("咸阳市", "029", 855_326),
    "6105": ("渭南市", "0913", 1_073_801),
    "6106": ("延安市", "0911", 355_435),
    "6107": ("汉中市", "0916", 780_706),
    "6108": ("榆林市", "0912", 623_457),
    "6109": ("安康市", "0915", 496_194),
    "6110": ("商洛市", "0914", 383_751),
}
_YANGLING = ("610403", 36_050)

# code name residents-in-thousands; within a city only the proportions matter
_COUNTIES = """
610102 新城区 645  610103 碑林区 756  610104 莲湖区 1019  610111 灞桥区 900  610112 未央区 1400
610113 雁塔区 1900 610114 阎良区 284  610115 临潼区 676   610116 长安区 1500 610117 高陵区 417
610118 鄠邑区 560  610122 蓝田县 492  610124 周至县 504
610202 王益区 180  610203 印台区 134  610204 耀州区 300   610222 宜君县 84
610302 渭滨区 500  610303 金台区 520  610304 陈仓区 440   610305 凤翔区 377  610323 岐山县 364
610324 扶风县 331  610326 眉县 254    610327 陇县 208     610328 千阳县 104  610329 麟游县 63
610330 凤县 76     610331 太白县 37
610402 秦都区 560  610403 杨陵区 254  610404 渭城区 420   610422 三原县 360  610423 泾阳县 380
610424 乾县 430    610425 礼泉县 360  610426 永寿县 150   610428 长武县 140  610429 旬邑县 200
610430 淳化县 140  610431 武功县 330  610481 兴平市 500   610482 彬州市 290
610502 临渭区 920  610503 华州区 269  610522 潼关县 125   610523 大荔县 593  610524 合阳县 361
610525 澄城县 304  610526 蒲城县 663  610527 白水县 224   610528 富平县 642  610581 韩城市 383
610582 华阴市 205
610602 宝塔区 641  610603 安塞区 180  610621 延长县 110   610622 延川县 130  610625 志丹县 150
610626 吴起县 150  610627 甘泉县 80   610628 富县 140     610629 洛川县 200  610630 宜川县 110
610631 黄龙县 41   610632 黄陵县 120  610681 子长市 200
610702 汉台区 600  610703 南郑区 460  610722 城固县 430   610723 洋县 350    610724 西乡县 320
610725 勉县 360    610726 宁强县 260  610727 略阳县 170   610728 镇巴县 210  610729 留坝县 35
610730 佛坪县 27
610802 榆阳区 960  610803 横山区 280  610822 府谷县 240   610824 靖边县 390  610825 定边县 320
610826 绥德县 260  610827 米脂县 141  610828 佳县 120     610829 吴堡县 57   610830 清涧县 110
610831 子洲县 150  610881 神木市 570
610902 汉滨区 890  610921 汉阴县 240  610922 石泉县 150   610923 宁陕县 60   610924 紫阳县 260
610925 岚皋县 140  610926 平利县 180  610927 镇坪县 45    610929 白河县 160  610981 旬阳市 370
611002 商州区 470  611021 洛南县 370  611022 丹凤县 230   611023 商南县 190  611024 山阳县 340
611025 镇安县 240  611026 柞水县 130
"""

# ID numbers keep the code of the day they were first given (mid-1980s): prefectures 6121 to 6127,
# counties since turned into districts or cities
_FIRST_ISSUED = """
610115 610123 610116 610121 610117 610126 610118 610125
610204 610221 610304 610321 610305 610322 610481 610421 610482 610427
610502 612123 610581 612131 610582 612125 610503 612124 610522 612126 610523 612127 610526 612128
610525 612129 610527 612130 610524 612132 610528 612133
610702 612301 610703 612321 610722 612322 610723 612323 610724 612324 610725 612325 610726 612326
610727 612327 610728 612328 610729 612329 610730 612330
610902 612421 610921 612422 610922 612423 610923 612424 610924 612425 610925 612426 610926 612427
610927 612428 610981 612429 610929 612430
611002 612521 611021 612522 611022 612523 611023 612524 611024 612525 611025 612526 611026 612527
610602 612601 610621 612621 610622 612622 610681 612623 610603 612624 610625 612625 610626 612626
610627 612627 610628 612628 610629 612629 610630 612630 610631 612631 610632 612632 610222 612633
610802 612721 610881 612722 610822 612723 610803 612724 610824 612725 610825 612726 610826 612727
610827 612728 610828 612729 610829 612730 610830 612731 610831 612732
"""

_ELSEWHERE_LISTED = "410122 410323 411322 510722 420321 420322 622621 142724 110108 310104"
ELSEWHERE = tuple(_ELSEWHERE_LISTED.split())
"""Counties of other provinces in which some residents were first registered."""


@dataclass(frozen=True)
class County:
    """One county-level unit as it is today.

    Attributes:
        code, name: GB/T 2260.
        city: name of its city.
        dialling: telephone area code with the leading 0.
        share: its part of the province's people aged 60 and over; all shares add up to 1.
        first_issued: the first six digits of ID numbers given to those born here.
    """

    code: str
    name: str
    city: str
    dialling: str
    share: float
    first_issued: str


def _pairs(listed: str, width: int) -> list[list[str]]:
    words = listed.split()
    return [words[i : i + width] for i in range(0, len(words), width)]


def _all() -> dict[str, County]:
    first_issued = dict(_pairs(_FIRST_ISSUED, 2))
    rows = [(code, name, float(size)) for code, name, size in _pairs(_COUNTIES, 3)]
    of_city = {
        city: sum(size for code, _, size in rows if code[:4] == city and code != _YANGLING[0])
        for city in _CITIES
    }
    province = sum(older for _, _, older in _CITIES.values()) + _YANGLING[1]
    found = {}
    for code, name, size in rows:
        city, dialling, older = _CITIES[code[:4]]
        here = _YANGLING[1] if code == _YANGLING[0] else older * size / of_city[code[:4]]
        found[code] = County(code, name, city, dialling, here / province, first_issued.get(code, code))
    return found


COUNTIES: dict[str, County] = _all()
