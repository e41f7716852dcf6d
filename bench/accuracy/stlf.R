# Peers that know a year, for series of a usual shop's length: forecast::stlf with
# ets, and forecast::thetaf, both with frequency 52, on the hold-out of
# `go run ./bench/accuracy -keep KEEP -back N m4 FILE`, by the same rules. Debian: r-cran-forecast.
#
#   Rscript bench/accuracy/stlf.R Weekly-train.csv.gz [KEEP] [N]
library(forecast)

args <- commandArgs(TRUE)
keep <- if (length(args) > 1) as.integer(args[2]) else 143
back <- if (length(args) > 2) as.integer(args[3]) else 0
horizon <- 13

lines <- readLines(gzfile(args[1]))[-1]
series <- lapply(strsplit(gsub('"', "", lines), ","), function(p) {
  x <- as.numeric(p[-1])
  x <- x[!is.na(x)]
  x[seq_len(length(x) - back)]
})
series <- Filter(function(x) length(x) >= max(keep, horizon + 40), series)

scores <- sapply(series, function(x) {
  x <- tail(x, keep)
  known <- head(x, -horizon)
  actual <- tail(x, horizon)
  scale <- mean(abs(diff(known)))
  of <- function(name, f) {
    lower <- as.numeric(f$lower)
    upper <- as.numeric(f$upper)
    e <- abs(actual - f$mean)
    figures <- c(sMAPE = mean(200 * e / (abs(actual) + abs(f$mean))),
                 MASE = mean(e) / scale,
                 MSIS = mean(upper - lower + 40 * pmax(lower - actual, 0) + 40 * pmax(actual - upper, 0)) / scale)
    names(figures) <- paste(name, names(figures))
    figures
  }
  y <- ts(known, frequency = 52)
  c(of("stlf", stlf(y, method = "ets", h = horizon, level = 95)),
    of("thetaf", thetaf(y, h = horizon, level = 95)))
})
cat(ncol(scores), "series\n")
print(round(rowMeans(scores), 3))
