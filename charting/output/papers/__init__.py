"""Every printed document, declared in one small file each. `charting.output.documents` collects them."""
