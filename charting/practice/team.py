"""The people of the practice clinic, and the days on which they worked."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from charting.actions.clinics import found_clinic
from charting.actions.proving import BY_PASSWORD, Proven, pin_kept
from charting.practice.writing import Workday, write
from charting.records.clinic import ASSISTANT, Clinic, Practitioner
from charting.store.chart_session import ChartSession

PIN = "4826"
"""Published like the practice clinic's password: it is the same for both who work there."""


@dataclass(frozen=True, slots=True)
class Team:
    """Who treats and who helps. Every date of the practice clinic is counted back from `now`."""

    chart: ChartSession
    doctor: Practitioner
    nurse: Practitioner
    now: datetime

    def proven(self, now: datetime) -> Proven:
        """The doctor's word for signing: nobody sits before the screen while the practice clinic is made."""
        return Proven(self.doctor, now, BY_PASSWORD)

    def ago(self, days: int) -> date:
        """The day so many days before today."""
        return self.now.date() - timedelta(days=days)

    def workday(self, days: int, opens: time) -> Workday:
        """The visit that was opened so many days ago. At least yesterday, so that all of it is past."""
        if days < 1:
            raise ValueError("a finished visit lies at least one day back")
        return Workday(datetime.combine(self.ago(days), opens, tzinfo=self.now.tzinfo))


def new_team(chart: ChartSession, now: datetime) -> Team:
    """Those who work at the practice clinic; `found` keeps them."""
    doctor = write(
        Practitioner(), name="Dr Pat Practice", qualification="MBBS (practice)", registration_number="GMC 0000000"
    )
    nurse = write(Practitioner(), name="Kim Muster", qualification="RN (practice)", registration_number="NMC 00A0000A")
    nurse.role = ASSISTANT
    return Team(chart, doctor, nurse, now)


def found(team: Team, password: str) -> None:
    """Found the clinic. This is done last, so that a clinic left half made is never taken for a whole one."""
    clinic = write(
        Clinic(practice=1),
        name="Rootline Practice Clinic",
        descriptor="Fictional patients, for practice only",
        address="1 Sample Street\nExampleton EX1 1AA",
        phone="01632 960100",
        night_phone="01632 960199",
        emergency_number="999",
        web="practice.example",
    )
    found_clinic(team.chart, clinic, team.doctor)
    team.chart.add(team.nurse)
    for person in (team.doctor, team.nurse):
        person.pin = pin_kept(person, PIN)
    ring = team.chart.ring().renamed(team.doctor.id, team.doctor.name or "")
    ring.with_person(team.chart.source.key, team.nurse.id, team.nurse.name or "", password).write()
