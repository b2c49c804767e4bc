"""What an applicant is told of the handling of personal data, edition by edition, and what they agreed to."""

from datetime import UTC, date, datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import workflow.sealed
from workflow.triggers import refuse_changes

FIRST_ZH = """一、由谁处理：受理本申请的法律援助中心及其设在人民法院的法律援助工作站，联系方式见申请材料接收凭证。
二、处理什么：姓名、证件号码、电话、住址、家庭经济状况，以及案情和所交材料中的个人信息。证件号码、经济状况和案情按敏感个人信息严格保护。
三、为什么处理：依照《中华人民共和国法律援助法》接收、审查、办理和归档本次申请，是履行法定职责所必需（《中华人民共和国个人信息保护法》第十三条、第三十四条）。不提供这些信息，可能无法审查申请。
四、交给谁：决定给予法律援助后，办案所需的信息交给承办的律师事务所等服务机构及其承办人员，并向办案机关发送公函。除依法监督、检查外，不向他人提供。
五、经济状况的核查：可以同意通过信息共享查询核查，也可以由本人作出诚信承诺（《中华人民共和国法律援助法》第四十一条）。
六、保存多久：不超过实现上述目的所必要的时间；本机构规定的期限，可以向工作人员询问。
七、您的权利：可以查阅、复制您的信息，要求更正、补充，要求说明处理规则；同意过的事项可以撤回，撤回前的处理不受影响。我们不同意您的请求时会说明理由，您可以投诉，也可以依法向人民法院提起诉讼。
八、不满十四周岁的，由父母或者其他监护人同意。"""
FIRST_EN = """1. Who handles your data: the legal aid agency that takes this application and its workstation in the court; how to reach them is on the receipt.
2. Which data: name, identity number, telephone, address, the means of the household, and what the case and the papers you hand in tell of a person. Number, means and the case itself are protected as sensitive.
3. Why: to take, examine, handle and file this application under the Legal Aid Law; that is needed for a duty of the law (Personal Information Protection Law, articles 13 and 34). Without these data the application may not be examined.
4. Who is given them: once aid is granted, the firm and the lawyer who handle the case get what they need, and the court or organ gets a letter. Nobody else, but those who supervise us by law.
5. Your means: you may agree to a check by shared data, or pledge them yourself (Legal Aid Law, article 41).
6. How long: no longer than these purposes need; ask us for the period that this agency has set.
7. Your rights: you may see and copy your data, have them corrected or completed, and ask how they are handled; what you agreed to you may take back, which leaves untouched what was done before. Where we refuse we say why; you may complain, and bring an action in a people's court.
8. For a child under fourteen a parent or another guardian agrees."""


def ship_the_first_edition(apps, schema_editor):
    """General words that fit every agency; an administrator puts their own edition in their place."""
    apps.get_model("cases", "NoticeEdition").objects.create(
        number=1,
        valid_from=date(2022, 1, 1),
        text_zh=FIRST_ZH,
        text_en=FIRST_EN,
        at=datetime(2026, 11, 22, tzinfo=UTC),
    )


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0026_offices_say_their_hours"),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticeEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='edition')),
                ('valid_from', models.DateField(verbose_name='shown from')),
                ('text_zh', models.TextField(verbose_name='text in Chinese')),
                ('text_en', models.TextField(verbose_name='text in English')),
                ('at', models.DateTimeField(verbose_name='entered at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'edition of the notice on personal data',
                'verbose_name_plural': 'editions of the notice on personal data',
                'ordering': ['-valid_from', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('handling', 'Handling this application (a duty of the law)'), ('means_check', 'Checking the means by shared data (L41)'), ('publishing', 'Telling of the case as an example, without the name')], max_length=20, verbose_name='what for')),
                ('answer', models.CharField(choices=[('told', 'was told'), ('agreed', 'agreed'), ('pledged', 'pledged the means instead'), ('refused', 'did not agree'), ('withdrawn', 'took the agreement back')], max_length=20, verbose_name='answer')),
                ('way', models.CharField(choices=[('read_out', 'read out'), ('read', 'read by the applicant'), ('on_paper', 'handed over on paper')], max_length=20, verbose_name='how it was told')),
                ('language', models.CharField(choices=[('mandarin', 'Mandarin'), ('dialect', 'the local dialect'), ('minority', 'a minority language'), ('signed', 'sign language'), ('foreign', 'a foreign language')], max_length=20, verbose_name='language')),
                ('guardian', workflow.sealed.SealedField(blank=True, max_length=80, null=True, verbose_name='guardian')),
                ('guardian_relation', models.CharField(blank=True, max_length=40, verbose_name='relation')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken down by')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='cases.case')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.noticeedition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='noticeedition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text_zh', ''), _negated=True), models.Q(('text_en', ''), _negated=True)), name='a_notice_is_written_in_both_languages'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'told'), ('purpose', 'handling')), models.Q(('answer__in', ['agreed', 'pledged', 'withdrawn']), ('purpose', 'means_check')), models.Q(('answer__in', ['agreed', 'refused', 'withdrawn']), ('purpose', 'publishing')), _connector='OR'), name='an_answer_fits_its_purpose'),
        ),
        migrations.RunPython(ship_the_first_edition, migrations.RunPython.noop),
        migrations.RunPython(*refuse_changes("cases_noticeedition")),
    ]
