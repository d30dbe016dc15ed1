; A function of floats that the library for this target does not have.
target datalayout = "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128"
target triple = "bpfel"

declare double @llvm.sin.f64(double)

define i64 @entrypoint(ptr %input) {
  %a = load double, ptr %input
  %b = call double @llvm.sin.f64(double %a)
  store double %b, ptr %input
  ret i64 0
}
