"""Code systems of contracts with family doctors."""

from qinkang.standards.codes import CodeSystem, code_system

AGREED = "省级交换约定（默认）"


def _agreed(name: str, title: str, listed: str) -> CodeSystem:
    return code_system(name, title, AGREED, listed)


SIGN_TYPE = _agreed("sign_type", "签约服务类型", "01个人签约|个人 02家庭签约|家庭")
CONTRACT_STATUS = _agreed(
    "contract_status", "签约状态", "1签约|有效|已签约|生效 2解约|已解约|终止 3到期|已到期 4续约|已续约"
)
STOP_REASON = _agreed(
    "stop_reason",
    "解约原因",
    "1迁出本辖区|迁出 2连续一年无法取得联系|失访 3连续一年拒绝服务|拒绝服务 4主动解约|居民主动解约 5其他",
)
CONTRACT_GROUP = _agreed(
    "contract_group",
    "签约人群分类",
    "01普通人群|一般人群 02儿童|0-6岁儿童|0～6岁儿童 03老年人|65岁及以上老年人|65岁以上老年人 04孕产妇 05高血压|高血压患者 "
    "06糖尿病|糖尿病患者|2型糖尿病患者 07肺结核|肺结核患者 08严重精神障碍|严重精神障碍患者 09重度残疾|重度残疾人 "
    "10脱贫人口|建档立卡贫困人口|建档立卡 11五保|五保户|特困供养 12低保|低保户 13优抚|优抚对象 14计生特殊家庭|计划生育特殊家庭 "
    "15三无|三无人员",
)
PACKAGE = _agreed(
    "contract_package",
    "签约服务包",
    "01基本服务|基本服务包|基础包 02诊疗优惠|诊疗优惠包 03健康管理|健康管理包",
)
PAID = _agreed("contract_paid", "服务包收费", "1免费|无偿 2有偿|收费|自费")
CHANNEL = _agreed("contract_channel", "签约渠道", "1线下|现场 2手机应用|App|APP 3小程序|微信小程序")
SERVICE_ITEM = _agreed(
    "contract_item",
    "签约服务项目",
    "01健康体检|年度健康体检|老年人健康体检 02生活自理能力评估|老年人生活自理能力评估|自理评估 03中医药健康管理|中医体质辨识 "
    "04健康指导|健康教育|健康咨询 05血压测量|测血压 06血糖测量|测血糖 07高血压随访|高血压患者随访 08糖尿病随访|糖尿病患者随访 "
    "09用药指导|合理用药指导 10上门服务|上门巡诊|家庭出诊 11预约转诊|转诊|双向转诊 12长期处方|长处方 13家庭病床 14康复护理指导|康复指导 "
    "99其他",
)
