"""From published documents to tables; nothing here knows about notebooks."""
