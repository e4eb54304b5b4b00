"""The practice clinic: plainly fictional patients to learn and to show with. Nobody here exists."""
