"""The consent sheet: what is agreed, the dialogue, the statements, the signatures."""

from charting.records.consent import Consent as C
from charting.records.consent import ConsentSignature as G
from charting.records.consent import ConsentStatement as S
from charting.words import _
from ui.binding.layout import checklist, panel, rows, span
from ui.forms.open_statements import OpenStatements
from ui.forms.said_once import agreed_panel, capacity_panel, questions_panel, still_agreed_panel


def _reconfirmed(consent):
    return consent.basis == "reconfirmed"


def _interpreted(consent):
    return bool(consent.interpreter_used)


def _by_guardian(consent):
    return consent.guardian_name is not None


def _withdrawn(consent):
    return consent.withdrawn_at is not None


def compose(form):
    """Arrange the consent sheet."""
    form.section(
        _("Basis"),
        C.basis,
        span(C.language, 3),
        C.info_given_date,
        span(C.written_info_version, 3),
        span(C.same_day_reason, 6),
        span(C.confirms_consent_of, 3, asked=_reconfirmed),
        span(C.reconfirm_change, 5, asked=_reconfirmed),
        span(C.reconfirm_detail, 4, asked=lambda consent: consent.reconfirm_change == "changed"),
        still_agreed_panel(),
    )
    form.section(
        _("What matters to the patient"), span(C.free_text_goals, 12), span(C.regret, 6), span(C.matters_most, 6)
    )
    form.section(_("Diagnosis"), span(C.diagnosis_told, 4), span(C.uncertain, 4), span(C.tests_offered, 4))
    form.section(
        _("What will be done"),
        C.procedure_set,
        span(C.zones, 6),
        C.planned_sessions,
        C.interval_days,
        C.blood_draw_ml,
        span(C.helpers, 4),
        span(C.prp_manufactured_by, 4),
        span(C.prp_directed_by, 4),
        agreed_panel(),
    )
    form.section(
        _("Money"),
        span(C.price_per_session, 3),
        span(C.price_of_course, 3),
        span(C.refund_rule, 6),
        span(C.financial_interest, 12),
    )
    form.section(
        _("Capacity"),
        C.capacity_understand,
        C.capacity_retain,
        C.capacity_weigh,
        C.capacity_communicate,
        capacity_panel(),
        span(C.capacity_concerns, 8),
        span(C.adjusted_format, 4),
    )
    form.section(
        _("Language, witness, guardian"),
        span(C.interpreter_used, 3),
        span(C.interpreter_name, 3, asked=_interpreted),
        span(C.interpreter_id, 3, asked=_interpreted),
        span(C.interpreter_mode, 6, asked=_interpreted),
        span(C.witness_name, 3),
        span(C.witness_role, 3),
        span(C.guardian_name, 3),
        span(C.guardian_relationship, 3, asked=_by_guardian),
        span(C.guardian_authority, 6, asked=_by_guardian),
    )
    form.section(
        _("Statements"),
        checklist(
            C.statements,
            group=lambda _statement: "",
            label=S.caption,
            answer=S.accepted,
            more=(S.initials, S.accepted_at),
        ),
    )
    form.section(_("Questions"), questions_panel(C.questions_answers.key), span(C.questions_answers, 12))
    form.section(
        _("Signatures"),
        panel(OpenStatements),
        rows(
            C.signatures,
            table=(G.role, G.printed_name, G.method, G.signed_at),
            fields=(
                span(G.role, 12),
                span(G.printed_name, 4),
                span(G.signed_at, 3),
                span(G.registration, 4),
                G.method,
                G.strokes,
            ),
            first=lambda signature: signature.strokes is None,
        ),
    )
    form.section(
        _("Refused or withdrawn"),
        C.refused,
        C.withdrawn_at,
        span(C.withdrawn_by, 3, asked=_withdrawn),
        span(C.withdrawal_received_by, 4, asked=_withdrawn),
        span(C.withdrawn_what, 6, asked=_withdrawn),
        span(C.withdrawal_explained, 6, asked=_withdrawn),
    )
