"""Measurements of the budgets: ratios against peers or a bare lower bound in the same run."""
