# The engine's difference in how many calls take a step against R's survival, to 1e-6: a normal regression's
# slope with the sandwich error of agents as clusters, times G / (G - 1), and Student's t.
#   Rscript flow_compare_test.R flow_compare_tool
library(survival)
tool <- commandArgs(trailingOnly = TRUE)[1]

check <- function(d, name) {
  input <- tempfile(); on.exit(unlink(input))
  d <- d[order(d$agent), ]
  write.table(d, input, row.names = FALSE, col.names = FALSE)
  ours <- scan(text = system2(tool, stdin = input, stdout = TRUE), quiet = TRUE)
  # survreg takes no value below zero for a time unless it is told that they are none.
  fit <- survreg(Surv(took + 1) ~ second + cluster(agent), data = d, dist = "gaussian")
  g <- length(unique(d$agent))
  error <- sqrt(vcov(fit)["second", "second"] * g / (g - 1))
  estimate <- coef(fit)[["second"]]
  theirs <- estimate + c(0, -1, 1) * qt(0.975, g - 1) * error
  worst <- max(abs(ours - theirs))
  if (!is.finite(worst) || worst > 1e-6) stop(sprintf("%s differs by %g", name, worst))
}

set.seed(11)
for (agents in c(5, 20, 200)) {
  n <- agents * 30
  agent <- sample(agents, n, TRUE)
  for (mixed in c(TRUE, FALSE)) {
    second <- if (mixed) rbinom(n, 1, 0.4) else as.integer(agent %% 2 == 0)
    took <- rbinom(n, 1, plogis(rnorm(agents)[agent] + second / 2))
    check(data.frame(agent, second, took), paste(agents, "agents, mixed", mixed))
  }
}
cat("six differences agree\n")
