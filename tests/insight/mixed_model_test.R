# The engine's difference with agents' own pace set apart, against R's lme4, to a millionth of its error.
#   Rscript mixed_model_test.R mixed_model_tool
library(lme4)
tool <- commandArgs(trailingOnly = TRUE)[1]
exact <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-14, maxfun = 1e5),
                     check.conv.singular = "ignore", check.conv.grad = "ignore", check.conv.hess = "ignore")

check <- function(d, name) {
  d <- d[order(d$agent), ]
  input <- tempfile(); on.exit(unlink(input))
  write.table(format(d, digits = 17), input, row.names = FALSE, col.names = FALSE, quote = FALSE)
  ours <- scan(text = system2(tool, stdin = input, stdout = TRUE), quiet = TRUE)
  model <- lmer(value ~ second + (1 | agent), d, REML = TRUE, control = exact)
  error <- sqrt(vcov(model)[2, 2]); estimate <- fixef(model)[[2]]; half <- qnorm(0.975) * error
  theirs <- c(estimate, estimate - half, estimate + half, error, sigma(model)^2, VarCorr(model)$agent[1])
  unit <- c(rep(error, 4), rep(sigma(model)^2, 2))
  off <- max(abs(ours - theirs) / unit)
  cat(sprintf("%-32s off by %.1e\n", name, off))
  if (!is.finite(off) || off > 1e-6) { print(rbind(ours, theirs), digits = 12); stop(name) }
}

centre <- function(agents, calls, between, effect, share) {
  agent <- rep(seq_len(agents), times = sample(seq_len(2 * calls), agents, TRUE))
  pace <- rnorm(agents, 0, between)
  second <- as.integer(runif(length(agent)) < share[(agent - 1) %% length(share) + 1])
  data.frame(agent = agent, second = second, value = 300 + effect * second + pace[agent] + rnorm(length(agent), 0, 60))
}

set.seed(23)
check(centre(40, 50, 30, -12, 0.5), "mixed within agents")
check(centre(40, 50, 30, -12, c(0, 1)), "agents of one part only")
check(centre(25, 20, 80, 5, c(0.1, 0.9)), "slow agents, unlike shares")
check(centre(300, 30, 5, 0, c(0, 0.3, 1)), "small differences of agents")
check(centre(30, 40, 0, 20, 0.5), "agents all alike")
check(centre(12, 3, 60, -30, 0.5), "few calls")
