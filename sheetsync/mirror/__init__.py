"""Every change of every tab, in SQL: versions of rows, seen by the jobs as they read anyway."""
