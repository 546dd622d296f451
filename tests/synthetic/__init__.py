"""Random plans of invented municipalities, set in many layouts, with the exact records that stand in each.

Entry points: `generate.random_plan(seed)`, `families.FAMILIES`, `families.render(name, seed)` and
`scores.score(gold, extracted)`; on the command line ``python -m tests.synthetic report_ruled 3 --misses``.
"""
