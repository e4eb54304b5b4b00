"""Accounts: from what Settings says to key file and chart. Each deed asks for the secret of whoever does it."""

from PySide6.QtCore import QObject

from charting.actions import people as accounts
from charting.actions.recovery import make_recovery, needs_recovery, prove_recovery_whole
from charting.dates import show_moment
from charting.records.clinic import Practitioner
from charting.store.recovery_key import RecoveryKey
from charting.words import _
from ui.chart_model import ChartModel
from ui.people_desk import PeopleDesk, role_of


class StaffDesk(QObject):
    """What an owner does to accounts, and everybody to their own PIN and password. Everything raises Known."""

    def __init__(self, model: ChartModel, people: PeopleDesk, parent: QObject) -> None:
        super().__init__(parent)
        self.hand, self.people = model, people

    def everybody(self) -> list[Practitioner]:
        """Those who work here, then those who left."""
        return sorted(self.hand.chart.everybody(), key=lambda person: person.left_on is not None)

    def has_password(self, person: Practitioner) -> bool:
        """Whether somebody can come in."""
        return accounts.has_password(self.hand.chart, person)

    def role(self, person: Practitioner) -> str:
        """A role in a word or two."""
        return role_of(person)

    def add(self, described: Practitioner, password: str, secret: str) -> None:
        """Make an account of what was typed about somebody."""
        by = self.people.prove(secret)
        accounts.add_person(
            self.hand.chart,
            by,
            described.name or "",
            described.role or "",
            password,
            self.hand.now(),
            qualification=described.qualification,
            registration_number=described.registration_number,
        )

    def change_role(self, person: Practitioner, role: str, secret: str) -> None:
        """Give somebody another role."""
        accounts.change_role(self.hand.chart, self.people.prove(secret), person, role, self.hand.now())
        if person is self.people.person:
            self.people.tell()

    def reset_password(self, person: Practitioner, new: str, secret: str) -> None:
        """Give somebody another password."""
        accounts.reset_password(self.hand.chart, self.people.prove(secret), person, new, self.hand.now())

    def close(self, person: Practitioner, secret: str) -> None:
        """Somebody leaves."""
        now = self.hand.now()
        accounts.close_account(self.hand.chart, self.people.prove(secret), person, now.date(), now)

    def set_own_pin(self, pin: str, password: str) -> None:
        """Give oneself a PIN."""
        accounts.set_pin(self.hand.chart, self.people.person, pin, password, self.hand.now())

    def clear_own_pin(self) -> None:
        """Do without a PIN."""
        accounts.clear_pin(self.hand.chart, self.people.person, self.hand.now())

    def change_own_password(self, old: str, new: str) -> None:
        """Give oneself another password."""
        accounts.change_password(self.hand.chart, self.people.person, old, new, self.hand.now())

    def make_recovery(self, secret: str) -> RecoveryKey:
        """Make another recovery key; the former one opens nothing any more."""
        return make_recovery(self.hand.chart, self.people.prove(secret), self.hand.now())

    def prove_recovery(self, typed: str) -> None:
        """Prove that the paper is there by the whole key."""
        prove_recovery_whole(self.hand.chart, typed, self.hand.now())

    def recovery_needed(self) -> bool:
        """Whether nobody has proved to have a recovery key that works."""
        return needs_recovery(self.hand.chart)

    def recovery_words(self) -> str:
        """How the recovery key stands."""
        clinic = self.hand.chart.clinic()
        if clinic.recovery_made_at is None:
            return _("There is none yet.")
        made = _("Made {when}.").format(when=show_moment(clinic.recovery_made_at))
        if clinic.recovery_proved_at is None:
            return " ".join((made, _("Nobody has proved yet that it is on paper.")))
        return " ".join((made, _("Proved {when}.").format(when=show_moment(clinic.recovery_proved_at))))
