"""The app `accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, rights, sign-in, scope, row security, to-dos and the audit trail."""

    name = "qinkang.accounts"
    verbose_name = "用户与审计"

    def ready(self) -> None:
        """Place the pages in the navigation."""
        from qinkang.accounts.navigation import Entry, place

        place(
            Entry("我的待办", "accounts:desk"),
            Entry("单位账号", "accounts:people", "人员与权限"),
            Entry("名单导入", "accounts:roster", "人员与权限"),
            Entry("为单位建立账号", "accounts:new_account", "人员与权限"),
            Entry("角色模板", "accounts:templates", "人员与权限"),
            Entry("单位账号管理员", "accounts:keepers", "人员与权限"),
            Entry("动态口令重置", "accounts:recoveries", "人员与权限"),
            Entry("公告", "accounts:announcements", "运行"),
            Entry("审计记录", "accounts:audit", "审计"),
            Entry("权限对照表", "accounts:matrix", "审计"),
        )
