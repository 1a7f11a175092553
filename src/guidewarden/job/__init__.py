"""The whole job, wired: load, plan, check, judge, rules, view. Commands and the nightly service call it.

Import from the modules: `view` needs no network and no database, and `lint` starts quicker for it.
"""
