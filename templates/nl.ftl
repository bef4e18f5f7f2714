# Alles wat de eigenaar in het Nederlands leest. Houd de volgorde gelijk aan en.ftl.

### Vondsten van het lezen (finding-*) en redenen (reason-*)

### Formules

### Voorspellingen

### Klantgroepen

### Aanbod (offer-*)

### Bladen

### De opdrachtregel

### Fouten (error-*)
