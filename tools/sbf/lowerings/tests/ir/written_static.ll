; A static that is written to. Its name is `program::COUNTER`, mangled.
target datalayout = "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128"
target triple = "bpfel"

@_ZN7program7COUNTER17h0123456789abcdefE = internal global i64 5

define i64 @entrypoint(ptr %input) {
  %old = load i64, ptr @_ZN7program7COUNTER17h0123456789abcdefE
  %more = load i64, ptr %input
  %new = add i64 %old, %more
  store i64 %new, ptr @_ZN7program7COUNTER17h0123456789abcdefE
  ret i64 %old
}
