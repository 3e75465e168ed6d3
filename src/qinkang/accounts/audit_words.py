"""How the auditor reads the trail: every action and every kind of thing in the words of the trade.

What the code writes down is a short code, `read_identity`; whoever audits reads 查看身份信息. A test finds
every code in the source, so that none is ever shown bare.
"""

from __future__ import annotations

from functools import cache

from django.apps import apps

from qinkang.standards.dataset import Dataset

SIGNING_IN = {
    "sign_in": "登录", "sign_out": "退出", "password_accepted": "口令通过", "second_factor": "动态口令",
    "change_password": "修改口令", "enrol_second_factor": "启用动态口令", "open_page": "打开页面",
}  # fmt: skip
PEOPLE = {
    "make_account": "新建账号", "read_account": "查看账号", "grant_rights": "授予权限", "take_rights": "收回权限",
    "transfer_account": "调动", "disable_account": "停用账号", "enable_account": "重新启用账号",
    "reset_password": "重置口令", "force_out": "强制退出", "import_roster": "名单导入",
    "make_administrator": "建立管理员", "propose_template": "提出角色模板", "approve_template": "批准角色模板",
    "refuse_template": "未批准角色模板", "withdraw_template": "停用角色模板", "appoint_keeper": "任命单位账号管理员",
    "dismiss_keeper": "免除单位账号管理员", "ask_recovery": "申请重置动态口令", "allow_recovery": "同意重置动态口令",
    "refuse_recovery": "不同意重置动态口令", "announce": "发布公告", "withdraw_announcement": "撤下公告",
    "read_audit": "查看审计",
}  # fmt: skip
READING = {
    "read_identity": "查看脱敏身份信息", "unmask_identity": "查看完整身份信息", "read_person": "查看个人页",
    "read_record": "查看记录", "read_message": "查看上报报文", "find_person": "人员查询", "ask_export": "申请导出",
    "ask_export_whole": "申请导出完整身份信息", "cancel_export": "取消导出", "export_rows": "导出名单",
    "download_export": "下载导出文件", "download_export_whole": "下载完整身份信息导出文件",
    "delete_exports": "删除到期导出文件", "export_organisations": "下载机构名录",
}  # fmt: skip
RECEIVING = {
    "land": "收到文件", "register_sender": "登记报送系统", "change_sender": "修改报送系统", "agree_terms": "约定报送",
    "confirm_columns": "确认列对照", "begin_upload": "开始上传", "upload_arrived": "上传完成",
    "commit_upload": "提交入库", "discard_upload": "放弃上传", "ask_for_copy": "申请问题标注",
    "mark_copy": "生成问题标注", "read_copy": "下载问题标注", "make_client": "建立接口账号",
    "renew_secret": "更换接口密钥", "end_client": "停用接口账号", "answer_missing_valid": "答复缺少的记录：仍有效",
    "answer_missing_void": "答复缺少的记录：作废", "void_missing": "作废缺少的记录", "ask_withdrawal": "申请撤回批次",
    "count_withdrawal": "核算批次撤回", "approve_withdrawal": "批准撤回批次", "refuse_withdrawal": "不同意撤回批次",
    "drop_withdrawal": "取消撤回申请", "withdraw_batch": "撤回批次",
}  # fmt: skip
RECORDS = {
    "store_records": "入库", "store_sightings": "登记来源身份", "link_by_number": "按证件号码归并",
    "find_pairs": "找出疑似同一人", "judge_across": "跨记录判断", "let_stand_accepted": "记录改为有效",
    "let_stand_held": "记录改为存疑", "let_stand_withdrawn": "记录作废", "release_record": "解除存疑",
    "send_back_record": "存疑记录退回核实", "let_sightings_rest": "来源身份停用", "wake_sightings": "来源身份恢复",
    "join_persons": "合并档案", "separate_persons": "拆分档案", "keep_apart_persons": "判为不是同一人",
    "accept_persons": "核实为同一人", "undo_persons": "撤销判定", "put_off": "以后再看",
    "choose_sources_again": "重新选取基准信息", "ask_change": "提出更正", "ask_withdraw": "提出作废",
    "ask_resent": "登记与更正不同的重报", "attach_evidence": "添加更正依据", "detach_evidence": "删除更正依据",
    "read_correction": "查看更正申请", "read_evidence": "查看更正依据", "approve_correction": "核准更正",
    "return_correction": "退回更正", "drop_correction": "撤回更正申请", "apply_correction": "更正生效",
}  # fmt: skip
DELIVERY = {
    "repush": "重推", "settle_doubt": "登记核实结果", "ask_for_file": "申请上报文件", "make_file": "生成上报文件",
    "take_file": "下载上报文件", "drop_file": "作废上报文件", "bring_answer": "上传结果文件",
    "read_answer": "读取结果文件",
}  # fmt: skip
HOUSE = {
    "register_organisation": "登记机构", "revise_organisation": "修改机构登记", "rename_organisation": "机构更名",
    "merge_organisation": "机构并入", "close_organisation": "机构终止", "import_organisations": "导入机构名录",
    "record_qualification": "登记资质", "withdraw_qualification": "注销资质", "enter_holidays": "录入放假安排",
    "change_working_day": "修改工作日历", "place_unit": "调整管理隶属", "answer_for_area": "调整管理区域",
    "give_own_unit": "单独管理", "set_target": "设定年度目标", "end_target": "结束年度目标",
    "decide_codeentry": "修订字典代码", "decide_parametervalue": "修订参数",
    "decide_term": "修订术语", "decide_sourceprecedence": "修订来源优先次序",
}  # fmt: skip
CERTIFICATES = {
    "enter_receipt": "录入空白证入库", "confirm_receipt": "复核空白证入库", "refuse_receipt": "退回空白证入库",
    "open_slip": "开具空白证单据", "approve_slip": "核对（批准）空白证出库", "sign_slip": "签收空白证",
    "refuse_slip": "拒收（不同意）空白证单据", "take_back_slip": "收回空白证", "drop_slip": "撤回空白证单据",
    "void_sheets": "空白证作废", "lose_sheets": "空白证遗失", "find_sheets": "遗失证找回", "destroy_sheets": "废证销毁",
    "take_sheet": "领用空白证", "spoil_sheet": "签发后作废", "decide_letter": "修订允许字冠",
}  # fmt: skip
ACTIONS = {**SIGNING_IN, **PEOPLE, **READING, **RECEIVING, **RECORDS, **DELIVERY, **HOUSE, **CERTIFICATES}
"""What was done, by its code."""

THINGS = {
    "user": "账号", "route": "页面", "role_template": "角色模板", "announcement": "公告", "audit_event": "审计记录",
    "maternal_consignment": "空白证入库", "maternal_letter": "允许字冠", "maternal_slip": "空白证单据",
    "maternal_movement": "空白证流水", "batch": "批次", "person": "人员", "record": "记录", "number": "证件号码", "phone": "电话", "name": "姓名",
    "exchange_manualanswer": "结果文件", "exchange_manualfile": "上报文件", "intake_batch": "批次",
    "intake_client": "接口账号", "intake_contract": "报送约定", "intake_markedcopy": "问题标注",
    "intake_missingrecord": "缺少的记录", "intake_sender": "报送系统", "intake_upload": "上传",
    "intake_withdrawal": "批次撤回", "measures_target": "年度目标", "records_conflict": "同一号码信息矛盾",
    "records_correction": "更正申请", "records_crossfinding": "跨记录问题", "records_evidence": "更正依据",
    "records_goldenbasis": "基准信息", "records_linkdecision": "判定", "records_outbox": "上报",
    "records_pair": "疑似同一人", "records_person": "人员", "records_personlink": "人员归属",
    "records_sighting": "来源身份", "registry_codeentry": "字典代码",
    "registry_holidaynotice": "放假安排", "registry_organisation": "机构", "registry_parametervalue": "参数",
    "registry_sourceprecedence": "来源优先次序", "registry_qualification": "资质", "registry_term": "术语",
    "registry_unitarea": "管理区域", "registry_unitplacement": "管理隶属", "registry_workingday": "工作日",
    "reports_export": "导出",
}  # fmt: skip
"""To what it was done, by kind or table; the tables of data sets have the data sets' titles."""

ACTORS = {
    "anonymous": "未登录", "job:take_in": "报送入库", "job:dropped": "接收交换目录", "job:try_uploads": "试校验",
    "job:mark_copies": "生成问题标注", "job:withdraw": "撤回批次", "job:corrections": "更正入库",
    "job:judge_again": "重新判断", "job:reviews": "登记待核事项", "job:exchange": "对外报送",
    "job:exports": "生成导出文件", "job:measure": "生成统计数据", "job:figures": "生成统计数据",
    "command:createadmin": "建立管理员命令", "command:restore": "恢复命令", "command:demo": "演示", "user:demo": "演示",
}  # fmt: skip
"""Who did it, of those who are no account."""


def actor_in_words(actor: str) -> str:
    """Return who did it, of one who is no account."""
    kinds = {"job": "后台任务", "client": "接口程序", "command": "命令", "user": "账号"}
    kind, _, rest = actor.partition(":")
    return ACTORS.get(actor) or f"{kinds.get(kind, kind)} {rest}".strip()


def action_in_words(code: str) -> str:
    """Return what was done."""
    return ACTIONS.get(code, code)


def code_of(words: str) -> str:
    """Return the code of an action from its words; a code stays itself."""
    return next((code for code, title in ACTIONS.items() if title == words), words)


def thing_in_words(kind: str) -> str:
    """Return to what it was done."""
    return THINGS.get(kind) or _data_sets().get(kind, kind)


@cache
def _data_sets() -> dict[str, str]:
    """Return the titles of data sets by their tables."""
    held = {model._meta.db_table: getattr(model, "dataset", None) for model in apps.get_models()}
    return {table: dataset.title for table, dataset in held.items() if isinstance(dataset, Dataset)}
