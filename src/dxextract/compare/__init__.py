"""Plans side by side: indicators by subject and measure, national items, schedules, departments, periods.

`gather` makes one frozen `Comparison` of a library; `tables` and `page` write it, `charts` draws it.
"""
