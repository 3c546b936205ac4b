"""What is kept: every SQL statement, the engine and the migrations. Knows no door and no clock."""
