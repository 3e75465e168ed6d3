"""Addresses of `accounts`."""

from django.urls import path

from qinkang.accounts.views import auditing, desk, offices, people, roster, signing_in

app_name = "accounts"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("notices/", desk.notices, name="notices"),
    path("waiting/", desk.waiting_count, name="waiting"),
    path("me/", desk.me, name="me"),
    path("me/leave-elsewhere/", desk.leave_elsewhere, name="leave_elsewhere"),
    path("me/password/", signing_in.password, name="password"),
    path("me/second-factor/", signing_in.enrol, name="enrol"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/", signing_in.second_factor, name="second_factor"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("people/", people.people_list, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/roster/", roster.import_roster, name="roster"),
    path("people/roster/template/", roster.roster_template, name="roster_template"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/grant/", people.grant, name="grant"),
    path("people/<int:pk>/take/<int:template>/<int:unit>/", people.take, name="take"),
    path("people/<int:pk>/transfer/", people.transfer, name="transfer"),
    path("people/<int:pk>/disable/", people.disable, name="disable"),
    path("people/<int:pk>/reset/", people.reset, name="reset"),
    path("people/<int:pk>/force-out/", people.force_out, name="force_out"),
    path("people/<int:pk>/recover/", people.recover, name="recover"),
    path("offices/new-account/", offices.new_account, name="new_account"),
    path("offices/templates/", offices.templates, name="templates"),
    path("offices/templates/<int:pk>/", offices.decide_template, name="decide_template"),
    path("offices/keepers/", offices.keepers, name="keepers"),
    path("offices/keepers/<int:pk>/dismiss/", offices.dismiss_keeper, name="dismiss_keeper"),
    path("offices/recoveries/", offices.recoveries, name="recoveries"),
    path("offices/announcements/", offices.announcements, name="announcements"),
    path(
        "offices/announcements/<int:pk>/withdraw/",
        offices.withdraw_announcement,
        name="withdraw_announcement",
    ),
    path("offices/audit/", auditing.audit_list, name="audit"),
    path("offices/matrix/", auditing.matrix, name="matrix"),
]
