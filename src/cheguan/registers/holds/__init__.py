"""限制与权利负担：seizure, theft report, mortgage and the like."""
