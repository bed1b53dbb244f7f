"""How the portal looks: components, navigation, typed dates, and the page that shows them all."""
