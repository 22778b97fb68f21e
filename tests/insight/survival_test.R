# Kaplan–Meier and cumulative incidence of the engine against R's survival, to 1e-6.
#   Rscript survival_test.R survival_tool
library(survival)
tool <- commandArgs(trailingOnly = TRUE)[1]
compared <- 0

near <- function(ours, theirs, what) {
  known <- !is.na(theirs) & theirs > 0
  worst <- max(abs(ours[known] - theirs[known]), 0)
  compared <<- compared + sum(known)
  if (!is.finite(worst) || worst > 1e-6) stop(sprintf("%s differs by %g", what, worst))
}

check <- function(d, name) {
  input <- tempfile(); on.exit(unlink(input))
  write.table(d, input, row.names = FALSE, col.names = FALSE)
  ours <- read.table(text = system2(tool, stdin = input, stdout = TRUE),
                     col.names = c("curve", "time", "risk", "estimate", "error", "lower", "upper"))
  km <- summary(survfit(Surv(time, cause > 0) ~ 1, d))
  mine <- ours[ours$curve == "km", ]
  stopifnot(nrow(mine) == length(km$time), all(mine$risk == km$n.risk))
  near(mine$time, km$time, paste(name, "km time")); near(mine$estimate, km$surv, paste(name, "km"))
  near(mine$error, km$std.err, paste(name, "km error")); near(mine$lower, km$lower, paste(name, "km lower"))
  near(mine$upper, km$upper, paste(name, "km upper"))
  aj <- summary(survfit(Surv(time, factor(cause, 0:2)) ~ 1, d))
  for (cause in 1:2) {
    mine <- ours[ours$curve == paste0("ci", cause), ]
    at <- sapply(mine$time, function(t) which.min(abs(aj$time - t)))
    stopifnot(max(abs(aj$time[at] - mine$time)) < 1e-6, nrow(mine) == length(aj$time))
    near(mine$estimate, aj$pstate[at, cause + 1], paste(name, "incidence", cause))
    near(mine$error, aj$std.err[at, cause + 1], paste(name, "incidence error", cause))
    near(mine$lower, aj$lower[at, cause + 1], paste(name, "incidence lower", cause))
    near(mine$upper, aj$upper[at, cause + 1], paste(name, "incidence upper", cause))
  }
}

check(data.frame(time = c(1, 2, 2, 3, 4, 4, 5, 6, 7, 8), cause = c(1, 0, 1, 2, 1, 0, 2, 1, 0, 1)), "small")
set.seed(17)
for (n in c(30, 300, 2000)) {
  check(data.frame(time = round(rexp(n) * 20) + 1, cause = sample(0:2, n, TRUE)), paste("ties", n))
  check(data.frame(time = round(rexp(n) * 1000, 3) + 0.001, cause = sample(0:2, n, TRUE, c(0.5, 0.4, 0.1))), paste("distinct", n))
}
stopifnot(compared > 1000)
cat(compared, "values agree\n")
