"""The post-procedure sheet: reactions, leaving, aftercare, follow-up, adverse events."""

from charting.records.after import After as A
from charting.records.after import Reaction as R
from charting.records.rescue import RescueEntry as E
from charting.words import _
from ui.binding.layout import rows, span
from ui.forms import adverse
from ui.forms.said_once import handed_over_panel, leaves_panel, leaving_score_panel


def compose(form):
    """Arrange the post-procedure sheet."""
    form.section(
        _("Reactions"),
        leaving_score_panel(),
        rows(
            A.reactions,
            table=(R.moment, R.taken_at, R.erythema, R.oedema, R.bleeding, R.pain_nrs),
            fields=(
                span(R.moment, 6),
                R.taken_at,
                R.pain_nrs,
                span(R.erythema, 12),
                span(R.oedema, 12),
                span(R.bleeding, 12),
                span(R.allergic, 12),
                span(R.neuro, 12),
                span(R.vasovagal, 6),
                span(R.itch, 6),
                span(R.bruising, 6),
                span(R.exudate, 6),
                span(R.tightness, 12),
                R.bp_systolic_mmhg,
                R.bp_diastolic_mmhg,
                R.pulse_bpm,
                R.spo2_pct,
                span(R.note, 12),
            ),
        ),
    )
    form.section(
        _("Leaving"),
        span(A.sedated, 3),
        span(A.escort, 3),
        span(A.discharge_reviewed_by, 3),
        span(A.fit_to_leave, 3),
        span(A.left_at, 3),
        span(A.leaving_note, 9),
        leaves_panel(),
    )
    form.section(
        _("Aftercare"),
        span(A.aftercare_given, 3),
        span(A.aftercare_version, 3),
        span(A.aftercare_given_at, 3),
        span(A.aftercare_explained_by, 4),
        span(A.contact_given, 4),
        span(A.paracetamol_advised, 3),
        span(A.paracetamol_advice, 5),
        span(A.nsaid_advice, 6),
        span(A.leftover_explained, 6),
        span(A.advice_note, 12),
        handed_over_panel(),
        span(A.home_needling_asked, 6),
        span(A.home_needling_sheet, 6),
    )
    form.section(
        _("Follow-up"),
        A.call_due,
        span(A.call_by, 4),
        span(A.next_session_on, 3),
        span(A.assessment_on, 3),
        A.long_term_on,
        span(A.follow_up_note, 10),
        span(A.letter_agreed, 4),
    )
    form.section(_("Adverse events"), rows(A.adverse_events, table=adverse.TABLE, fields=adverse.EDITOR))
    form.section(
        _("Emergency log"),
        rows(
            A.rescue_log,
            table=(E.at, E.what, E.dose, E.by),
            fields=(E.at, span(E.what, 4), span(E.dose, 3), span(E.by, 3)),
        ),
    )
