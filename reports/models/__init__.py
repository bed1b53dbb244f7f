"""Indicators, the figures of each unit by day, values keyed in by hand, and reports."""

from reports.models.figures import KeyedValue, UnitFigure
from reports.models.indicators import Indicator
from reports.models.reports import Report

__all__ = ["Indicator", "KeyedValue", "Report", "UnitFigure"]
