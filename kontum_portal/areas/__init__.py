"""Administrative units that live in time: units, sub-units, changes, expected population, supervision areas."""
