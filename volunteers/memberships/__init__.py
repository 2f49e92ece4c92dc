"""Roles, scopes, the matrix, invitations."""
