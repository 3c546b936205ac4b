"""What children do: open a store and call one verb after the other. Each call is told before and after."""
