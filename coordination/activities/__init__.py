"""Activity types, activities and their parties."""
