"""Tasks, responsibilities, versions, agreement; who may do what because of them."""
