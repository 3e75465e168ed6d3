"""The outcome, and what it rests on."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import Recertification

PASSED, WRITTEN_OFF = "1", "3"
FACE, VIDEO = "1", "5"


@rule(
    Recertification,
    code="V-05",
    each=[("evidence_uri", "method", "result")],
    says="以人脸识别或视频认证通过的，应有认证凭证地址。",
    because="有争议时凭影像核对；没有凭证的通过不能复核。",
    remedy="请补填认证凭证地址；没有留存影像的，请核对认证方式。",
    effect=Effect.FLAG,
    accepts=[
        {"method": "1", "result": "1", "evidence_uri": "face/2025/1"},
        {"method": "1", "result": "2"},
        {"method": "3", "result": "1"},
        {"method": "1"},
        {"result": "1"},
    ],
    rejects=[{"method": "1", "result": "1"}, {"method": "5", "result": "1"}],
)
def face_leaves_a_picture(check, evidence, method, result):
    return ~(method.isin((FACE, VIDEO)) & (result == PASSED)) | evidence.notnull()


@rule(
    Recertification,
    code="V-06",
    each=[("result",)],
    says="认证结果为死亡核销的，应另行报送死亡信息。",
    because="认证只说明这次怎样处理；死亡日期、来源和是否确认以死亡信息为准。",
    remedy="请报送死亡信息；已报送的可不处理。",
    effect=Effect.FLAG,
    accepts=[{"result": "1"}, {"result": "5"}, {}],
    rejects=[{"result": "3"}],
)
def write_off_has_a_death(check, result):
    return result != WRITTEN_OFF


@rule(
    Recertification,
    code="V-07",
    each=[("result", "method")],
    says="认证结果为死亡核销的，认证方式不应是人脸识别、现场或视频认证。",
    because="本人到场或出现在影像中就是在世；常见原因是认证结果选错。",
    remedy="请核对认证方式和结果；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"result": "3", "method": "4"},
        {"result": "3", "method": "3"},
        {"result": "1", "method": "1"},
        {"result": "3"},
        {"method": "1"},
    ],
    rejects=[
        {"result": "3", "method": "1"},
        {"result": "3", "method": "2"},
        {"result": "3", "method": "5"},
    ],
)
def who_was_seen_is_alive(check, result, method):
    return ~((result == WRITTEN_OFF) & method.isin((FACE, "2", VIDEO)))
