"""An invented municipality to try CareShare on. Everybody and everything in it is made up."""
