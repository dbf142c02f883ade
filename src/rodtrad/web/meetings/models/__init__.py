"""Meetings and what was said in them."""

from rodtrad.web.meetings.models.items import Item, Paper, Presenter, Section, is_paragraph
from rodtrad.web.meetings.models.meeting import (
    Attendance,
    Matter,
    Meeting,
    MeetingQuerySet,
    NextMeeting,
    Recipient,
    Signature,
)
from rodtrad.web.meetings.models.naming import Naming
from rodtrad.web.meetings.models.rules import BodyRules, NumberSeries
from rodtrad.web.meetings.models.said import Appointment, AtItem, Decision, DecisionQuerySet, Proposal, Standpoint, Vote

__all__ = [
    "Appointment",
    "AtItem",
    "Attendance",
    "BodyRules",
    "Decision",
    "DecisionQuerySet",
    "Item",
    "Matter",
    "Meeting",
    "MeetingQuerySet",
    "Naming",
    "NextMeeting",
    "NumberSeries",
    "Paper",
    "Presenter",
    "Proposal",
    "Recipient",
    "Section",
    "Signature",
    "Standpoint",
    "Vote",
    "is_paragraph",
]
