# A peer that anyone can run: forecast::ets with its defaults on the hold-out of
# `go run ./bench/accuracy -back N m4 FILE`, by the same rules. Debian: r-cran-forecast.
#
#   Rscript bench/accuracy/ets.R Weekly-train.csv.gz [N]
library(forecast)

args <- commandArgs(TRUE)
back <- if (length(args) > 1) as.integer(args[2]) else 0
horizon <- 13

lines <- readLines(gzfile(args[1]))[-1]
series <- lapply(strsplit(gsub('"', "", lines), ","), function(p) {
  x <- as.numeric(p[-1])
  x[!is.na(x)]
})
series <- Filter(function(x) length(x) - back - horizon >= 40, series)

scores <- sapply(series, function(x) {
  n <- length(x) - back
  known <- x[seq_len(n - horizon)]
  actual <- x[(n - horizon + 1):n]
  f <- forecast(ets(ts(known)), h = horizon, level = 95)
  lower <- as.numeric(f$lower)
  upper <- as.numeric(f$upper)
  scale <- mean(abs(diff(known)))
  e <- abs(actual - f$mean)
  c(sMAPE = mean(200 * e / (abs(actual) + abs(f$mean))),
    MASE = mean(e) / scale,
    MSIS = mean(upper - lower + 40 * pmax(lower - actual, 0) + 40 * pmax(actual - upper, 0)) / scale,
    coverage = mean(lower <= actual & actual <= upper))
})
cat(ncol(scores), "series\n")
print(round(rowMeans(scores), 3))
