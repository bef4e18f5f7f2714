# Everything that the owner reads in English. Keep the order of nl.ftl.

### Findings of reading (finding-*) and reasons (reason-*)

### Formulas

### Predictions

### Segments

### Offers (offer-*)

### Sheets

### The command line

### Errors (error-*)
