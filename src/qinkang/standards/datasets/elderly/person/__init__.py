"""Basic information of older people (个人基本信息), block by block as on the form."""

from qinkang.standards.dataset import dataset
from qinkang.standards.datasets.elderly.person.circumstances import Archive, Circumstances, Standing
from qinkang.standards.datasets.elderly.person.history import Family, History
from qinkang.standards.datasets.elderly.person.identity import Head, Social


@dataset(
    code="elderly.person",
    title="老年人基本信息",
    standard="国家基本公共卫生服务规范（第三版）个人基本信息表；增补项为省级约定（默认）",
    edition="2017",
    key=("subject",),
    happened_on="as_of",
    seen_by=("live_region", "record_org"),
    numbered_by="phr_no",
    of_each_sender=True,
)
class Person(Head, Social, History, Family, Circumstances, Standing, Archive):
    """一行是一个来源系统所知的一位老年人的基本情况，截至信息更新日期。

    同一人在老龄、公共卫生、人口库等系统各有一行，互不覆盖；每个值取自负责它的来源（姓名、性别、出生日期、
    民族、户籍取人口库，现住址和居住情况取最近更新的）。老龄系统从60岁起、公共卫生从65岁起登记，人数本来不同。
    居住地看现住址，不看户籍，更不能由证件号码的前六位推断。生存状态为死亡的，另有死亡信息为据。
    """
