"""Code systems of the annual check-up form (健康体检表, third edition of the national norm)."""

from qinkang.standards.codes import CodeSystem, code_system

_FORM = "国家基本公共卫生服务规范（第三版）健康体检表"


def _on_form(name: str, title: str, listed: str) -> CodeSystem:
    return code_system(name, title, _FORM, listed)


SYMPTOM = _on_form(
    "symptom",
    "症状",
    "1无症状|无 2头痛 3头晕 4心悸 5胸闷 6胸痛 7慢性咳嗽 8咳痰 9呼吸困难 10多饮 11多尿 12体重下降 13乏力 14关节肿痛 15视力模糊 16手脚麻木 17尿急 18尿痛 19便秘 "
    "20腹泻 21恶心呕吐 22眼花 23耳鸣 24乳房胀痛 25其他",
)
SELF_RATED_HEALTH = _on_form(
    "self_rated_health", "老年人健康状态自我评估", "1满意 2基本满意 3说不清楚 4不太满意 5不满意"
)
SELF_CARE_GRADE = _on_form(
    "self_care_grade",
    "老年人生活自理能力",
    "1可自理|可自理(0~3分)|可自理（0～3分） 2轻度依赖|轻度依赖(4~8分)|轻度依赖（4～8分） 3中度依赖|中度依赖(9~18分)|中度依赖（9～18分） "
    "4不能自理|不能自理(≥19分)|不能自理（≥19分）",
)
SCREEN = _on_form("screen", "粗筛结果", "1粗筛阴性|阴性 2粗筛阳性|阳性")
EXERCISE = _on_form("exercise", "锻炼频率", "1每天 2每周一次以上|每周1次以上 3偶尔 4不锻炼")
DIET = _on_form("diet", "饮食习惯", "1荤素均衡 2荤食为主 3素食为主 4嗜盐 5嗜油 6嗜糖")
SMOKING = _on_form("smoking", "吸烟状况", "1从不吸烟|从不 2已戒烟|已戒 3吸烟")
DRINKING = _on_form("drinking", "饮酒频率", "1从不 2偶尔 3经常 4每天")
DRINKING_QUIT = _on_form("drinking_quit", "是否戒酒", "1未戒酒|未戒 2已戒酒|已戒")
SPIRIT = _on_form("spirit", "饮酒种类", "1白酒 2啤酒 3红酒 4黄酒 5其他")
LIPS = _on_form("lips", "口唇", "1红润 2苍白 3发绀 4皲裂 5疱疹")
TEETH = _on_form("teeth", "齿列", "1正常 2缺齿 3龋齿 4义齿|义齿(假牙)|义齿（假牙）")
THROAT = _on_form("throat", "咽部", "1无充血 2充血 3淋巴滤泡增生")
HEARING = _on_form("hearing", "听力", "1听见 2听不清或无法听见")
MOTOR = _on_form("motor", "运动功能", "1可顺利完成 2无法独立完成任何一个动作|无法独立完成其中任何一个动作")
NORMAL = _on_form("normal", "正常与否", "1正常|未见异常|未见明显异常 2异常")
SKIN = _on_form("skin", "皮肤", "1正常 2潮红 3苍白 4发绀 5黄染 6色素沉着 7其他")
SCLERA = _on_form("sclera", "巩膜", "1正常 2黄染 3充血 4其他")
LYMPH = _on_form("lymph", "淋巴结", "1未触及 2锁骨上 3腋窝 4其他")
BARREL = _on_form("barrel", "桶状胸", "1否|无 2是|有")
RALES = _on_form("rales", "罗音", "1无 2干罗音|干啰音 3湿罗音|湿啰音 4其他")
RHYTHM = _on_form("rhythm", "心律", "1齐 2不齐 3绝对不齐")
EDEMA = _on_form("edema", "下肢水肿", "1无 2单侧 3双侧不对称 4双侧对称")
DORSALIS_PEDIS = _on_form(
    "dorsalis_pedis",
    "足背动脉搏动",
    "1未触及 2触及双侧对称|双侧对称 3触及左侧弱或消失|左侧弱或消失 4触及右侧弱或消失|右侧弱或消失",
)
RECTAL = _on_form("rectal", "肛门指诊", "1未及异常|未见异常 2触痛 3包块 4前列腺异常 5其他")
BREAST = _on_form("breast", "乳腺", "1未见异常 2乳房切除 3异常泌乳 4乳腺包块 5其他")
NEGATIVE = _on_form("negative", "阴性阳性", "1阴性|(-)|（－） 2阳性|(+)|（＋）")
CEREBRO = _on_form(
    "cerebro", "脑血管疾病", "1未发现 2缺血性卒中 3脑出血 4蛛网膜下腔出血 5短暂性脑缺血发作 6其他"
)
KIDNEY = _on_form("kidney", "肾脏疾病", "1未发现 2糖尿病肾病 3肾功能衰竭 4急性肾炎 5慢性肾炎 6其他")
HEART = _on_form(
    "heart", "心脏疾病", "1未发现 2心肌梗死 3心绞痛 4冠状动脉血运重建 5充血性心力衰竭 6心前区疼痛 7其他"
)
VESSEL = _on_form("vessel", "血管疾病", "1未发现 2夹层动脉瘤 3动脉闭塞性疾病 4其他")
EYE = _on_form("eye", "眼部疾病", "1未发现 2视网膜出血或渗出 3视乳头水肿 4白内障 5其他")
FOUND = _on_form("found", "发现与否", "1未发现 2有")
ADHERENCE = _on_form("adherence", "服药依从性", "1规律 2间断 3不服药")
ASSESSMENT = _on_form("assessment", "健康评价", "1体检无异常|无异常 2有异常")
GUIDANCE = _on_form("guidance", "健康指导", "1纳入慢性病患者健康管理 2建议复查 3建议转诊")
RISK_CONTROL = _on_form(
    "risk_control", "危险因素控制", "1戒烟 2健康饮酒 3饮食 4锻炼 5减体重 6建议接种疫苗 7其他"
)
