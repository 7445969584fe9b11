"""An EMG analysis to look at and hand on: one page without anything from elsewhere, and a PDF."""

from primemover.sharing.emg_report.page import page
from primemover.sharing.emg_report.pdf import pdf
from primemover.sharing.emg_report.report import Figures, Lane, Report

__all__ = ["Figures", "Lane", "Report", "page", "pdf"]
