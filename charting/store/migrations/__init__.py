"""Every schema a chart file has ever had, as steps. Steps never read today's records."""
