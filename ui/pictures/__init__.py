"""Pictures of every screen, made by the program itself from the practice clinic."""
