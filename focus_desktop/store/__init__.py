"""What is kept: every SQL statement, the engines and the migrations. Times come in as arguments."""
