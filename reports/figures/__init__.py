"""Every number the portal computes: which rows it counts, so that a click can list exactly those rows."""

from reports.figures.catalogue import FIGURES, FLOWS, FUNNEL, STOCKS, figure_of
from reports.figures.shape import Figure, Population, Span

__all__ = ["FIGURES", "FLOWS", "FUNNEL", "STOCKS", "Figure", "Population", "Span", "figure_of"]
