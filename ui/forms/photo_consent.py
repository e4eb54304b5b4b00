"""The photograph consent: each use answered alone, then signed."""

from charting.records.photo_consent import PhotoConsent as P
from charting.records.photo_consent import PhotoScope as U
from charting.records.photo_consent import PhotoSignature as G
from charting.words import _
from ui.binding.layout import rows, span
from ui.forms.said_once import no_photographs_panel, questions_panel


def compose(form):
    """Arrange the photograph consent."""
    form.section(
        _("What the patient allows"),
        rows(
            P.scopes,
            table=(U.scope, U.allowed, U.identifiable, U.expiry, U.initials),
            fields=(
                span(U.scope, 12),
                span(U.allowed, 3),
                span(U.identifiable, 3),
                span(U.face_or_tattoo_masked, 3),
                span(U.expiry, 3),
                span(U.initials, 3),
                span(U.withdrawn_on, 3),
            ),
        ),
        no_photographs_panel(),
    )
    form.section(
        _("Understood"),
        span(P.refusal_is_free, 6),
        span(P.cannot_be_recalled, 6),
        questions_panel(P.note.key),
        span(P.note, 12),
    )
    form.section(
        _("Signatures"),
        rows(
            P.signatures,
            table=(G.role, G.printed_name, G.method, G.signed_at),
            fields=(
                span(G.role, 12),
                span(G.printed_name, 4),
                span(G.signed_at, 3),
                span(G.registration, 4),
                G.method,
                G.strokes,
            ),
        ),
    )
